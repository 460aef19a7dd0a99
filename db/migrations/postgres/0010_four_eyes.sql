CREATE TABLE "asked_acts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"target_id" text COLLATE "C",
	"target_name" text COLLATE "C",
	"was" text COLLATE "C" NOT NULL,
	"given" text COLLATE "C" NOT NULL,
	"asked_by_id" text COLLATE "C" NOT NULL,
	"asked_by_name" text COLLATE "C" NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"told" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by_name" text COLLATE "C",
	"end_cause" text COLLATE "C"
);
--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "four_eyes" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "asked_acts" ADD CONSTRAINT "asked_acts_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "asked_acts_by_organization" ON "asked_acts" USING btree ("organization_id","state","asked_at");--> statement-breakpoint
CREATE INDEX "asked_acts_by_end" ON "asked_acts" USING btree ("state","expires_at");