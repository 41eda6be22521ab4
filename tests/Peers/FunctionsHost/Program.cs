using System.CommandLine;
using ClinSeek.Peers.FunctionsHost;
using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Processes;

var folder = new Argument<string>("app") { Description = "The published app: the folder that holds host.json." };
var port = new Option<int>("--port") { Description = "The port of the front end on 127.0.0.1.", DefaultValueFactory = static _ => 7071 };
var withKeys = new Option<bool>("--keys") { Description = "Ask for keys, as in Azure; they are printed at the start." };
var handler = new Option<int?>("--handler-port") { Description = "Use a handler that listens on this port already, under a debugger for example." };
var root = new RootCommand("Plays the Azure Functions host for an app folder. For tests and development; it is not the real host.") { folder, port, withKeys, handler };
root.SetAction(async (parsed, cancellationToken) =>
{
    try
    {
        await using TestHost host = await TestHost.StartAsync(
            new TestHostOptions
            {
                AppFolder = parsed.GetValue(folder)!,
                Port = parsed.GetValue(port),
                RequireKeys = parsed.GetValue(withKeys),
                RunSchedules = true,
                HandlerAddress = parsed.GetValue(handler) is { } listening ? new Uri($"http://127.0.0.1:{listening}/") : null,
                LogTo = Console.WriteLine,
            },
            cancellationToken: cancellationToken);
        Console.WriteLine($"Listening on {host.Address} with {host.App.Functions.Count} functions.");
        if (parsed.GetValue(withKeys))
        {
            Console.WriteLine($"Function key {host.Keys.Host}, master key {host.Keys.Master}, durable system key {host.Keys.DurableSystem}.");
        }

        await host.Stopped.WaitAsync(cancellationToken);
        return 1;
    }
    catch (OperationCanceledException)
    {
        return 0;
    }
    catch (Exception refused) when (refused is AppFolderException or HandlerStoppedException)
    {
        Console.Error.WriteLine(refused.Message);
        return 1;
    }
});
return await root.Parse(args).InvokeAsync();
