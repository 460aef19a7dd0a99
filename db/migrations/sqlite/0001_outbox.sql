CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`merge_key` text,
	`payload` blob,
	`merged` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`closed_at` integer
);
--> statement-breakpoint
CREATE INDEX `outbox_by_due` ON `outbox` (`closed_at`,`due_at`);--> statement-breakpoint
CREATE INDEX `outbox_by_key` ON `outbox` (`merge_key`);