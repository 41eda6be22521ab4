namespace ClinSeek.Functions.Cli;

/// <summary>What was given for the options that every command has.</summary>
/// <param name="Data">The data folder, or null for the configured one.</param>
/// <param name="KeyFile">The key file, or null for the configured one.</param>
/// <param name="Json">Whether to print JSON.</param>
internal sealed record CommonSettings(string? Data, string? KeyFile, bool Json);
