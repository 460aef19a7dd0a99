ALTER TABLE `spent_refresh_tokens` ADD `spent_at` integer;--> statement-breakpoint
ALTER TABLE `spent_refresh_tokens` ADD `key_fingerprint` text;