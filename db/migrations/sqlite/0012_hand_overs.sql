CREATE TABLE `hand_overs` (
	`token_digest` blob PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`path` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `hand_overs_session` ON `hand_overs` (`session_id`);--> statement-breakpoint
CREATE INDEX `hand_overs_by_expiry` ON `hand_overs` (`expires_at`);--> statement-breakpoint
ALTER TABLE `challenges` ADD `handed_over_by` text;--> statement-breakpoint
ALTER TABLE `challenges` ADD `session_ends_by` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `proof` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `handed_over_by` text;