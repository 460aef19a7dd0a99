DROP INDEX `oidc_rows_by_uid`;--> statement-breakpoint
ALTER TABLE `oidc_rows` DROP COLUMN `uid`;