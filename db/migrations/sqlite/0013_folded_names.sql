DROP INDEX `recovery_requests_by_state`;--> statement-breakpoint
CREATE INDEX `recovery_requests_by_state` ON `recovery_requests` (`state`,`confirmed_at`);--> statement-breakpoint
DROP INDEX `users_by_role`;--> statement-breakpoint
CREATE INDEX `users_by_role` ON `users` (`organization_id`,`role`,`status`,`sort_name`,`id`);--> statement-breakpoint
ALTER TABLE `organizations` ADD `sort_name` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `organizations_by_name` ON `organizations` (`sort_name`,`id`);--> statement-breakpoint
-- All words are made anew at the next start (lib/users/rekey.ts), with the sort names.
DELETE FROM `user_words`;--> statement-breakpoint
ALTER TABLE `user_words` ADD `second_factor` text NOT NULL;--> statement-breakpoint
CREATE INDEX `user_words_by_state` ON `user_words` (`organization_id`,`second_factor`,`word`,`sort_name`,`user_id`);