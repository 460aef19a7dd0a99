ALTER TABLE "logout_notices" DROP CONSTRAINT "logout_notices_app_id_apps_id_fk";
--> statement-breakpoint
ALTER TABLE "logout_notices" ADD COLUMN "address" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "logout_notices" ADD COLUMN "algorithm" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "oidc_rows" ADD COLUMN "code_key" text COLLATE "C";