CREATE TABLE `recovery_decisions` (
	`request_id` text NOT NULL,
	`operator_id` text NOT NULL,
	`operator_name` text NOT NULL,
	`verdict` text NOT NULL,
	`checks` text NOT NULL,
	`note` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`request_id`, `operator_id`),
	FOREIGN KEY (`request_id`) REFERENCES `recovery_requests`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `recovery_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`state` text NOT NULL,
	`organization` text NOT NULL,
	`story` text NOT NULL,
	`client` text NOT NULL,
	`address` text NOT NULL,
	`asked_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`confirmed_at` integer,
	`approved_at` integer,
	`ready_at` integer,
	`reminded_at` integer,
	`announced_at` integer,
	`ended_at` integer,
	`ended_by` text,
	`end_reason` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `recovery_requests_by_user` ON `recovery_requests` (`user_id`,`asked_at`);--> statement-breakpoint
CREATE INDEX `recovery_requests_by_state` ON `recovery_requests` (`state`,`asked_at`);--> statement-breakpoint
ALTER TABLE `links` ADD `request_id` text REFERENCES recovery_requests(id) ON DELETE cascade;--> statement-breakpoint
ALTER TABLE `organizations` ADD `suspended_at` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `last_password_at` integer;