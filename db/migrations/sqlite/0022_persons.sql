CREATE TABLE `help_requests` (
	`user_id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`client` text NOT NULL,
	`address` text NOT NULL,
	`asked_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `help_requests_by_age` ON `help_requests` (`organization_id`,`asked_at`);--> statement-breakpoint
CREATE TABLE `organization_logos` (
	`organization_id` text NOT NULL,
	`digest` text NOT NULL,
	`image` blob NOT NULL,
	PRIMARY KEY(`organization_id`, `digest`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `organization_logos_by_digest` ON `organization_logos` (`digest`);--> statement-breakpoint
ALTER TABLE `organizations` ADD `contact_phone` text;--> statement-breakpoint
ALTER TABLE `organizations` ADD `logo_digest` text;--> statement-breakpoint
ALTER TABLE `organizations` ADD `session_idle_minutes` integer;--> statement-breakpoint
ALTER TABLE `organizations` ADD `session_hours` integer;--> statement-breakpoint
ALTER TABLE `recovery_requests` ADD `expiry_told_at` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `contact_phone` text;