CREATE TABLE `spent_refresh_tokens` (
	`token_digest` blob PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `spent_refresh_tokens_by_session` ON `spent_refresh_tokens` (`session_id`);--> statement-breakpoint
ALTER TABLE `challenges` ADD `kind` text DEFAULT 'web' NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `access_expires_at` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `refresh_digest` blob;--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_refresh` ON `sessions` (`refresh_digest`);