CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`maker_id` text NOT NULL,
	`name` text NOT NULL,
	`sort_name` text NOT NULL,
	`token_digest` blob NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`last_used_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`maker_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_token` ON `api_keys` (`token_digest`);--> statement-breakpoint
CREATE INDEX `api_keys_by_name` ON `api_keys` (`organization_id`,`sort_name`,`id`);--> statement-breakpoint
CREATE INDEX `api_keys_by_maker` ON `api_keys` (`maker_id`);--> statement-breakpoint
CREATE INDEX `api_keys_by_expiry` ON `api_keys` (`expires_at`);--> statement-breakpoint
CREATE TABLE `app_groups` (
	`app_id` text NOT NULL,
	`group_id` text NOT NULL,
	PRIMARY KEY(`app_id`, `group_id`),
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `app_groups_by_group` ON `app_groups` (`group_id`);--> statement-breakpoint
CREATE TABLE `app_icons` (
	`app_id` text PRIMARY KEY NOT NULL,
	`image` blob NOT NULL,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `app_people` (
	`app_id` text NOT NULL,
	`user_id` text NOT NULL,
	`first_used_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`allowed_at` integer,
	PRIMARY KEY(`app_id`, `user_id`),
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `app_people_by_use` ON `app_people` (`app_id`,`last_used_at`,`user_id`);--> statement-breakpoint
CREATE INDEX `app_people_by_user` ON `app_people` (`user_id`);--> statement-breakpoint
CREATE TABLE `app_problems` (
	`id` text PRIMARY KEY NOT NULL,
	`app_id` text NOT NULL,
	`user_id` text,
	`code` text NOT NULL,
	`detail` text DEFAULT '{}' NOT NULL,
	`times` integer DEFAULT 1 NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `app_problems_by_time` ON `app_problems` (`app_id`,`at`);--> statement-breakpoint
CREATE TABLE `app_sign_ins` (
	`id` text PRIMARY KEY NOT NULL,
	`provider_session` text NOT NULL,
	`session_id` text NOT NULL,
	`app_id` text NOT NULL,
	`user_id` text NOT NULL,
	`grant_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `app_sign_ins_session` ON `app_sign_ins` (`provider_session`,`app_id`);--> statement-breakpoint
CREATE INDEX `app_sign_ins_by_session` ON `app_sign_ins` (`session_id`);--> statement-breakpoint
CREATE INDEX `app_sign_ins_by_app` ON `app_sign_ins` (`app_id`,`user_id`);--> statement-breakpoint
CREATE INDEX `app_sign_ins_by_user` ON `app_sign_ins` (`user_id`);--> statement-breakpoint
CREATE TABLE `apps` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`name` text NOT NULL,
	`sort_name` text NOT NULL,
	`kind` text NOT NULL,
	`known` text,
	`address` text NOT NULL,
	`host` text,
	`open_paths` text DEFAULT '' NOT NULL,
	`redirect_uris` text DEFAULT '' NOT NULL,
	`signed_out_uris` text DEFAULT '' NOT NULL,
	`backchannel_uri` text,
	`client` text DEFAULT 'confidential' NOT NULL,
	`native` integer DEFAULT false NOT NULL,
	`pkce_required` integer DEFAULT true NOT NULL,
	`signing_algorithm` text DEFAULT 'RS256' NOT NULL,
	`secret_digest` blob,
	`former_secret_digest` blob,
	`former_secret_until` integer,
	`for_everyone` integer DEFAULT true NOT NULL,
	`two_factor` text DEFAULT 'person' NOT NULL,
	`fresh_hours` integer,
	`created_at` integer NOT NULL,
	`suspended_at` integer,
	`last_used_at` integer,
	`icon_digest` text,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `apps_by_name` ON `apps` (`organization_id`,`sort_name`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `apps_host` ON `apps` (`host`);--> statement-breakpoint
CREATE TABLE `gate_tickets` (
	`token_digest` blob PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`app_id` text NOT NULL,
	`host` text NOT NULL,
	`nonce_digest` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `gate_tickets_by_session` ON `gate_tickets` (`session_id`);--> statement-breakpoint
CREATE INDEX `gate_tickets_by_app` ON `gate_tickets` (`app_id`);--> statement-breakpoint
CREATE INDEX `gate_tickets_by_expiry` ON `gate_tickets` (`expires_at`);--> statement-breakpoint
CREATE TABLE `gates` (
	`token_digest` blob PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`app_id` text NOT NULL,
	`host` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `gates_by_session` ON `gates` (`session_id`);--> statement-breakpoint
CREATE INDEX `gates_by_app` ON `gates` (`app_id`);--> statement-breakpoint
CREATE INDEX `gates_by_expiry` ON `gates` (`expires_at`);--> statement-breakpoint
CREATE TABLE `group_members` (
	`group_id` text NOT NULL,
	`user_id` text NOT NULL,
	`sort_name` text NOT NULL,
	`added_at` integer NOT NULL,
	PRIMARY KEY(`group_id`, `user_id`),
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `group_members_by_name` ON `group_members` (`group_id`,`sort_name`,`user_id`);--> statement-breakpoint
CREATE INDEX `group_members_by_user` ON `group_members` (`user_id`);--> statement-breakpoint
CREATE TABLE `groups` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`name` text NOT NULL,
	`sort_name` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `groups_by_name` ON `groups` (`organization_id`,`sort_name`);--> statement-breakpoint
CREATE TABLE `logout_notices` (
	`id` text PRIMARY KEY NOT NULL,
	`app_id` text NOT NULL,
	`subject` text NOT NULL,
	`sid` text,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `logout_notices_by_due` ON `logout_notices` (`due_at`);--> statement-breakpoint
CREATE INDEX `logout_notices_by_app` ON `logout_notices` (`app_id`);--> statement-breakpoint
CREATE TABLE `oidc_rows` (
	`model` text NOT NULL,
	`key` text NOT NULL,
	`payload` text NOT NULL,
	`grant_id` text,
	`uid` text,
	`user_id` text,
	`app_id` text,
	`session_id` text,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`consumed_at` integer,
	`successor_used_at` integer,
	PRIMARY KEY(`model`, `key`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`app_id`) REFERENCES `apps`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `oidc_rows_by_grant` ON `oidc_rows` (`grant_id`);--> statement-breakpoint
CREATE INDEX `oidc_rows_by_uid` ON `oidc_rows` (`uid`);--> statement-breakpoint
CREATE INDEX `oidc_rows_by_user` ON `oidc_rows` (`user_id`);--> statement-breakpoint
CREATE INDEX `oidc_rows_by_app` ON `oidc_rows` (`app_id`,`user_id`);--> statement-breakpoint
CREATE INDEX `oidc_rows_by_session` ON `oidc_rows` (`session_id`);--> statement-breakpoint
CREATE INDEX `oidc_rows_by_expiry` ON `oidc_rows` (`expires_at`);--> statement-breakpoint
CREATE TABLE `signing_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`algorithm` text NOT NULL,
	`sealed` blob NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`since` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `challenges` ADD `authenticated_at` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `authenticated_at` integer;