CREATE TABLE `enrollment_tickets` (
	`user_id` text PRIMARY KEY NOT NULL,
	`by` text NOT NULL,
	`code` blob,
	`refused` integer DEFAULT 0 NOT NULL,
	`refused_at` integer,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `organizations` ADD `enrollment_codes` integer DEFAULT false NOT NULL;