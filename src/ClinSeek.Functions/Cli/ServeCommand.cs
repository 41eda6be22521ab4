using System.CommandLine;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Cli;

/// <summary><c>serve</c>, and what happens without a command: the local host on the loopback interface.</summary>
internal static class ServeCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("serve", "Start the local host (the default) on 127.0.0.1, port 7071 or ClinSeek__Port");
        command.SetAction((parsed, cancellationToken) => RunAsync(common.Read(parsed), cancellationToken));
        return command;
    }

    public static Task<int> RunAsync(CommonSettings settings, CancellationToken cancellationToken) =>
        LocalHost.RunAsync(Composition.Options(settings), cancellationToken);
}
