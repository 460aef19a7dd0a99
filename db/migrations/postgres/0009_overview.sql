CREATE TABLE "organization_days" (
	"organization_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"people" bigint,
	"protected" bigint,
	"missing" bigint,
	"wrong_passwords" bigint DEFAULT 0 NOT NULL,
	"unfinished" bigint DEFAULT 0 NOT NULL,
	"locked" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "organization_days_organization_id_day_pk" PRIMARY KEY("organization_id","day")
);
--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "organization_id" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "authenticator_unused_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "codes_left" bigint;--> statement-breakpoint
CREATE INDEX "organization_days_by_day" ON "organization_days" USING btree ("day");--> statement-breakpoint
CREATE INDEX "invitations_by_expiry" ON "invitations" USING btree ("organization_id","expires_at","user_id");--> statement-breakpoint
CREATE INDEX "users_by_codes" ON "users" USING btree ("organization_id","codes_left","sort_name","id");--> statement-breakpoint
CREATE INDEX "users_by_unused" ON "users" USING btree ("organization_id","authenticator_unused_since","id");--> statement-breakpoint
-- What has been so until now.
UPDATE "invitations" SET "organization_id" = (SELECT "organization_id" FROM "users" WHERE "users"."id" = "invitations"."user_id");--> statement-breakpoint
UPDATE "users" SET "codes_left" = (SELECT count(*) FROM "recovery_codes" WHERE "recovery_codes"."user_id" = "users"."id" AND "recovery_codes"."used_at" IS NULL) WHERE "id" IN (SELECT "user_id" FROM "recovery_code_sets");--> statement-breakpoint
-- The code that confirmed it is one.
UPDATE "users" SET "authenticator_unused_since" = "authenticator_since" WHERE "authenticator_secret" IS NOT NULL AND (SELECT count(*) FROM "spent_time_steps" WHERE "spent_time_steps"."user_id" = "users"."id" AND "spent_time_steps"."since" = "users"."authenticator_since") < 2;
