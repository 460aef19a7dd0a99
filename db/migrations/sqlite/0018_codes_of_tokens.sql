PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_logout_notices` (
	`id` text PRIMARY KEY NOT NULL,
	`app_id` text NOT NULL,
	`address` text,
	`algorithm` text,
	`subject` text NOT NULL,
	`sid` text,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
INSERT INTO `__new_logout_notices`("id", "app_id", "address", "algorithm", "subject", "sid", "created_at", "due_at", "expires_at", "attempts") SELECT "id", "app_id", NULL, NULL, "subject", "sid", "created_at", "due_at", "expires_at", "attempts" FROM `logout_notices`;--> statement-breakpoint
DROP TABLE `logout_notices`;--> statement-breakpoint
ALTER TABLE `__new_logout_notices` RENAME TO `logout_notices`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `logout_notices_by_due` ON `logout_notices` (`due_at`);--> statement-breakpoint
CREATE INDEX `logout_notices_by_app` ON `logout_notices` (`app_id`);--> statement-breakpoint
ALTER TABLE `oidc_rows` ADD `code_key` text;