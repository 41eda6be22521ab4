using System.Text.Json;
using ClinSeek.Peers.DurableExtension;
using ClinSeek.Peers.FunctionsHost;

// The one argument is the app folder; the settings come as JSON in the environment, so that connection strings stand in no
// command line. It prints one line of JSON when it answers, kills the handler at each line `kill`, and ends with its input.
string storage = Environment.GetEnvironmentVariable("PEER_STORAGE") ?? throw new InvalidOperationException("PEER_STORAGE is the connection string of the storage.");
Dictionary<string, string> settings = JsonSerializer.Deserialize<Dictionary<string, string>>(Environment.GetEnvironmentVariable("PEER_SETTINGS") ?? "{}")!;
await using TestHost host = await TestHost.StartAsync(new TestHostOptions
{
    AppFolder = args[0],
    Environment = settings,
    Durable = context => new ExtensionEngine(context, storage),
    RunSchedules = true,
    LogTo = Console.Error.WriteLine,
});
Console.WriteLine(JsonSerializer.Serialize(new { address = host.Address, key = host.Keys.Host, systemKey = host.Keys.DurableSystem }));
Task commands = Task.Run(async () =>
{
    while (await Console.In.ReadLineAsync() is { } line)
    {
        if (line == "kill")
        {
            host.Handler.Kill();
        }
    }
});
await Task.WhenAny(host.Stopped, commands);
