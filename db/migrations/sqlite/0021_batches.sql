CREATE TABLE `batch_rows` (
	`batch_id` text NOT NULL,
	`position` integer NOT NULL,
	`user_id` text,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`result` text NOT NULL,
	`reason` text,
	PRIMARY KEY(`batch_id`, `position`),
	FOREIGN KEY (`batch_id`) REFERENCES `batches`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `batch_rows_by_result` ON `batch_rows` (`batch_id`,`result`,`position`);--> statement-breakpoint
CREATE TABLE `batches` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`options` text NOT NULL,
	`actor_id` text NOT NULL,
	`actor_name` text NOT NULL,
	`address` text NOT NULL,
	`user_agent` text NOT NULL,
	`waiting` integer NOT NULL,
	`done` integer NOT NULL,
	`skipped` integer NOT NULL,
	`failed` integer NOT NULL,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `batches_by_organization` ON `batches` (`organization_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `batches_by_state` ON `batches` (`state`,`created_at`);--> statement-breakpoint
DROP INDEX `outbox_by_due`;--> statement-breakpoint
ALTER TABLE `outbox` ADD `behind` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `outbox_by_due` ON `outbox` (`closed_at`,`behind`,`due_at`);