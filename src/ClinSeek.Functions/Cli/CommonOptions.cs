using System.CommandLine;

namespace ClinSeek.Functions.Cli;

/// <summary>The options that every command has.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Data { get; } = new("--data")
    {
        Description = "The folder that holds cases and engine (default: .clinseek, or ClinSeek__Data)",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON for programs", Recursive = true };

    public Option<string?> KeyFile { get; } = new("--key-file")
    {
        Description = "The file with the keys, outside the data folder (default: clinseek/keys.json in the user's configuration folder)",
        HelpName = "FILE",
        Recursive = true,
    };

    public CommonSettings Read(ParseResult parsed) => new(parsed.GetValue(Data), parsed.GetValue(KeyFile), parsed.GetValue(Json));
}
