CREATE TABLE `spent_time_steps` (
	`user_id` text NOT NULL,
	`since` integer NOT NULL,
	`step` integer NOT NULL,
	PRIMARY KEY(`user_id`, `since`, `step`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_throttles` (
	`key` text PRIMARY KEY NOT NULL,
	`attempts` integer NOT NULL,
	`retry_at` integer,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
INSERT INTO `__new_throttles`("key", "attempts", "retry_at", "expires_at") SELECT "key", "attempts", "retry_at", "expires_at" FROM `throttles`;--> statement-breakpoint
DROP TABLE `throttles`;--> statement-breakpoint
ALTER TABLE `__new_throttles` RENAME TO `throttles`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `throttles_by_expiry` ON `throttles` (`expires_at`);--> statement-breakpoint
-- The code that each person used last stays used, of the authenticator that they used it with.
INSERT INTO `spent_time_steps` (`user_id`, `since`, `step`) SELECT `id`, coalesce(`authenticator_since`, 0), `authenticator_step` FROM `users` WHERE `authenticator_secret` IS NOT NULL AND `authenticator_step` IS NOT NULL;--> statement-breakpoint
ALTER TABLE `users` DROP COLUMN `authenticator_step`;