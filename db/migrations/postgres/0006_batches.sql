CREATE TABLE "batch_rows" (
	"batch_id" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	"user_id" text COLLATE "C",
	"name" text COLLATE "C" NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"result" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C",
	CONSTRAINT "batch_rows_batch_id_position_pk" PRIMARY KEY("batch_id","position")
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C",
	"options" text COLLATE "C" NOT NULL,
	"actor_id" text COLLATE "C" NOT NULL,
	"actor_name" text COLLATE "C" NOT NULL,
	"address" text COLLATE "C" NOT NULL,
	"user_agent" text COLLATE "C" NOT NULL,
	"waiting" bigint NOT NULL,
	"done" bigint NOT NULL,
	"skipped" bigint NOT NULL,
	"failed" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
DROP INDEX "outbox_by_due";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "behind" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "batch_rows" ADD CONSTRAINT "batch_rows_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batch_rows_by_result" ON "batch_rows" USING btree ("batch_id","result","position");--> statement-breakpoint
CREATE INDEX "batches_by_organization" ON "batches" USING btree ("organization_id","created_at","id");--> statement-breakpoint
CREATE INDEX "batches_by_state" ON "batches" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "outbox_by_due" ON "outbox" USING btree ("closed_at","behind","due_at");