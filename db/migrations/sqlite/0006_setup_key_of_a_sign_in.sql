CREATE TABLE `shown_setup_keys` (
	`sign_in_id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`client` text NOT NULL,
	`address` text NOT NULL,
	`shown_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `shown_setup_keys_by_user` ON `shown_setup_keys` (`user_id`);--> statement-breakpoint
-- A pending key of before belongs to no sign-in: whoever was setting up begins anew.
DROP TABLE `enrollments`;--> statement-breakpoint
CREATE TABLE `enrollments` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`challenge_id` text,
	`session_id` text,
	`secret` blob NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`challenge_id`) REFERENCES `challenges`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `enrollments_challenge` ON `enrollments` (`challenge_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `enrollments_session` ON `enrollments` (`session_id`);--> statement-breakpoint
CREATE INDEX `enrollments_by_user` ON `enrollments` (`user_id`);--> statement-breakpoint
ALTER TABLE `sessions` DROP COLUMN `enrolling_until`;