CREATE TABLE "help_requests" (
	"user_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"client" text COLLATE "C" NOT NULL,
	"address" text COLLATE "C" NOT NULL,
	"asked_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organization_logos" (
	"organization_id" text COLLATE "C" NOT NULL,
	"digest" text COLLATE "C" NOT NULL,
	"image" "bytea" NOT NULL,
	CONSTRAINT "organization_logos_organization_id_digest_pk" PRIMARY KEY("organization_id","digest")
);
--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "contact_phone" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "logo_digest" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "session_idle_minutes" bigint;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "session_hours" bigint;--> statement-breakpoint
ALTER TABLE "recovery_requests" ADD COLUMN "expiry_told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "contact_phone" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "help_requests" ADD CONSTRAINT "help_requests_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_logos" ADD CONSTRAINT "organization_logos_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "help_requests_by_age" ON "help_requests" USING btree ("organization_id","asked_at");--> statement-breakpoint
CREATE INDEX "organization_logos_by_digest" ON "organization_logos" USING btree ("digest");