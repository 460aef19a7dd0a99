CREATE TABLE "further_authenticators" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"secret" "bytea" NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"client" text COLLATE "C"
);
--> statement-breakpoint
ALTER TABLE "enrollments" ADD COLUMN "adds_named" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "enrollments" ADD COLUMN "replaces" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "two_factor_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "authenticator_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "authenticator_name" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "authenticator_used_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "authenticator_client" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "authenticator_added_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "further_authenticators" ADD CONSTRAINT "further_authenticators_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "further_authenticators_by_user" ON "further_authenticators" USING btree ("user_id","since");--> statement-breakpoint
-- Until there could be several, 2FA was on since the one authenticator stood.
UPDATE "users" SET "two_factor_since" = "authenticator_since" WHERE "authenticator_secret" IS NOT NULL;
