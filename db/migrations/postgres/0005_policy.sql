ALTER TABLE "users" drop column "second_factor";--> statement-breakpoint
CREATE TABLE "policy_groups" (
	"organization_id" text COLLATE "C" NOT NULL,
	"group_id" text COLLATE "C" NOT NULL,
	CONSTRAINT "policy_groups_organization_id_group_id_pk" PRIMARY KEY("organization_id","group_id")
);--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "time_zone" text COLLATE "C" DEFAULT 'UTC' NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "policy_who" text COLLATE "C" DEFAULT 'nobody' NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "policy_from" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "policy_begun" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "policy_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "policy_sessions" text COLLATE "C" DEFAULT 'end' NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "policy_new_people" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "policy_followed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "required_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "required_reason" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "in_policy_group" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "grace_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "grace_reason" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "policy_groups" ADD CONSTRAINT "policy_groups_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_groups" ADD CONSTRAINT "policy_groups_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "second_factor" text COLLATE "C" GENERATED ALWAYS AS (case when second_step_locked_at is not null then 'locked' when authenticator_secret is not null then 'on' when two_factor_required then 'required' else 'off' || case when role = 'admin' then '-admin' else '' end || case when in_policy_group then '-group' else '' end || case when grace_until is not null then '-grace' else '' end end) STORED;--> statement-breakpoint
CREATE INDEX "users_by_second_factor" ON "users" USING btree ("organization_id","second_factor","sort_name","id");--> statement-breakpoint
CREATE INDEX "policy_groups_by_group" ON "policy_groups" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "organizations_by_policy" ON "organizations" USING btree ("policy_from");--> statement-breakpoint
CREATE INDEX "users_by_grace" ON "users" USING btree ("organization_id","grace_until");--> statement-breakpoint
CREATE INDEX "users_by_policy_group" ON "users" USING btree ("organization_id","in_policy_group","id");--> statement-breakpoint
-- Admins who have it off are counted and found apart from agents who do.
UPDATE "user_words" SET "second_factor" = 'off-admin' WHERE "second_factor" = 'off' AND "user_id" IN (SELECT "id" FROM "users" WHERE "second_factor" = 'off-admin');--> statement-breakpoint
INSERT INTO "headcounts" ("organization_id", "status", "second_factor", "people") SELECT "organization_id", "status", 'off-admin', count(*) FROM "users" WHERE "second_factor" = 'off-admin' GROUP BY "organization_id", "status";--> statement-breakpoint
UPDATE "headcounts" SET "people" = (SELECT count(*) FROM "users" WHERE "users"."organization_id" = "headcounts"."organization_id" AND "users"."status" = "headcounts"."status" AND "users"."second_factor" = 'off') WHERE "second_factor" = 'off';
