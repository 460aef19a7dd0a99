CREATE TABLE `trusted_browsers` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`token_digest` blob NOT NULL,
	`credential_version` integer NOT NULL,
	`client` text NOT NULL,
	`address` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `trusted_browsers_token` ON `trusted_browsers` (`user_id`,`token_digest`);--> statement-breakpoint
CREATE INDEX `trusted_browsers_by_expiry` ON `trusted_browsers` (`expires_at`);--> statement-breakpoint
ALTER TABLE `organizations` ADD `trust_days` integer;--> statement-breakpoint
ALTER TABLE `organizations` ADD `trust_admins` integer DEFAULT false NOT NULL;