CREATE TABLE `asked_acts` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`kind` text NOT NULL,
	`target_id` text,
	`target_name` text,
	`was` text NOT NULL,
	`given` text NOT NULL,
	`asked_by_id` text NOT NULL,
	`asked_by_name` text NOT NULL,
	`asked_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`told` text NOT NULL,
	`state` text NOT NULL,
	`ended_at` integer,
	`ended_by_name` text,
	`end_cause` text,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `asked_acts_by_organization` ON `asked_acts` (`organization_id`,`state`,`asked_at`);--> statement-breakpoint
CREATE INDEX `asked_acts_by_end` ON `asked_acts` (`state`,`expires_at`);--> statement-breakpoint
ALTER TABLE `organizations` ADD `four_eyes` integer DEFAULT false NOT NULL;