namespace ClinSeek.Functions.Cli;

/// <summary>What a command that writes a file says with <c>--json</c>.</summary>
/// <param name="File">The file's full path.</param>
internal sealed record WrittenFile(string File);
