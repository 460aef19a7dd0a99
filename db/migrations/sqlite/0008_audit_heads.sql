CREATE TABLE `audit_heads` (
	`chain` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`sequence` integer NOT NULL,
	`hash` blob NOT NULL,
	`boundary` integer NOT NULL,
	`key_id` text NOT NULL,
	`mac` blob NOT NULL
);
--> statement-breakpoint
ALTER TABLE `audit_entries` ADD `key_id` text;