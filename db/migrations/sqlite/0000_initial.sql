CREATE TABLE `audit_entries` (
	`chain` text NOT NULL,
	`sequence` integer NOT NULL,
	`at` integer NOT NULL,
	`event` text NOT NULL,
	`actor_id` text,
	`subject_id` text,
	`body` text NOT NULL,
	`hash` blob NOT NULL,
	PRIMARY KEY(`chain`, `sequence`)
);
--> statement-breakpoint
CREATE INDEX `audit_entries_by_subject` ON `audit_entries` (`chain`,`subject_id`,`sequence`);--> statement-breakpoint
CREATE TABLE `challenges` (
	`id` text PRIMARY KEY NOT NULL,
	`token_digest` blob NOT NULL,
	`user_id` text NOT NULL,
	`channel` text NOT NULL,
	`credential_version` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`return_to` text,
	`expires_at` integer NOT NULL,
	`ticket_digest` blob,
	`ticket_expires_at` integer,
	`proof` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `challenges_token` ON `challenges` (`token_digest`);--> statement-breakpoint
CREATE UNIQUE INDEX `challenges_ticket` ON `challenges` (`ticket_digest`);--> statement-breakpoint
CREATE INDEX `challenges_by_user` ON `challenges` (`user_id`);--> statement-breakpoint
CREATE INDEX `challenges_by_expiry` ON `challenges` (`expires_at`);--> statement-breakpoint
CREATE TABLE `enrollments` (
	`user_id` text PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`secret` blob NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `headcounts` (
	`organization_id` text NOT NULL,
	`status` text NOT NULL,
	`second_factor` text NOT NULL,
	`people` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `status`, `second_factor`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `invitations` (
	`user_id` text PRIMARY KEY NOT NULL,
	`token_digest` blob NOT NULL,
	`expires_at` integer NOT NULL,
	`shown` blob,
	`shown_until` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_token` ON `invitations` (`token_digest`);--> statement-breakpoint
CREATE TABLE `organizations` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `recovery_code_sets` (
	`user_id` text PRIMARY KEY NOT NULL,
	`salt` blob NOT NULL,
	`created_at` integer NOT NULL,
	`shown` blob,
	`shown_until` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`user_id` text NOT NULL,
	`hash` blob NOT NULL,
	`used_at` integer,
	PRIMARY KEY(`user_id`, `hash`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `server_facts` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`token_digest` blob NOT NULL,
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`client` text NOT NULL,
	`address` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`idle_expires_at` integer NOT NULL,
	`enrolling_until` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token` ON `sessions` (`token_digest`);--> statement-breakpoint
CREATE INDEX `sessions_by_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `sessions_by_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `throttles` (
	`key` text PRIMARY KEY NOT NULL,
	`attempts` integer NOT NULL,
	`retry_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `throttles_by_expiry` ON `throttles` (`expires_at`);--> statement-breakpoint
CREATE TABLE `user_words` (
	`organization_id` text NOT NULL,
	`word` text NOT NULL,
	`sort_name` text NOT NULL,
	`user_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `word`, `sort_name`, `user_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `user_words_by_user` ON `user_words` (`user_id`,`word`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`sort_name` text NOT NULL,
	`role` text NOT NULL,
	`status` text NOT NULL,
	`password_hash` text,
	`credential_version` integer DEFAULT 0 NOT NULL,
	`two_factor_required` integer DEFAULT false NOT NULL,
	`authenticator_secret` blob,
	`authenticator_step` integer,
	`authenticator_since` integer,
	`second_step_failures` integer DEFAULT 0 NOT NULL,
	`second_step_retry_at` integer,
	`second_step_locked_at` integer,
	`second_factor` text GENERATED ALWAYS AS (case when second_step_locked_at is not null then 'locked' when authenticator_secret is not null then 'on' when two_factor_required then 'required' else 'off' end) VIRTUAL,
	`invited_by` text,
	`created_at` integer NOT NULL,
	`last_sign_in_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` (`email`);--> statement-breakpoint
CREATE INDEX `users_by_name` ON `users` (`organization_id`,`sort_name`,`id`);--> statement-breakpoint
CREATE INDEX `users_by_second_factor` ON `users` (`organization_id`,`second_factor`,`sort_name`,`id`);--> statement-breakpoint
CREATE INDEX `users_by_role` ON `users` (`organization_id`,`role`,`status`);