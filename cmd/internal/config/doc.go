// Package config finds out how the program is to behave: defaults, then the
// configuration file, then environment variables, then flags, each going before
// what stands earlier.
//
// It takes the environment and the bytes of a TOML file and gives, for every
// setting, its value and where that comes from ([Config]). Errors name the file,
// the line and the key, or the variable. The package knows which values a
// setting takes; it knows no command and nothing of what a setting does.
//
// File map: setting.go the settings; check.go what values they take; file.go
// reading TOML with its lines; load.go putting together.
package config
