CREATE TABLE `evidence_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`sealed` blob NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
DROP INDEX `audit_entries_by_subject`;--> statement-breakpoint
CREATE INDEX `audit_entries_by_time` ON `audit_entries` (`chain`,`at`,`sequence`);--> statement-breakpoint
CREATE INDEX `audit_entries_by_actor` ON `audit_entries` (`chain`,`actor_id`,`at`,`sequence`);--> statement-breakpoint
CREATE INDEX `audit_entries_by_kind` ON `audit_entries` (`chain`,`event`,`at`,`sequence`);--> statement-breakpoint
CREATE INDEX `audit_entries_by_subject` ON `audit_entries` (`chain`,`subject_id`,`at`,`sequence`);