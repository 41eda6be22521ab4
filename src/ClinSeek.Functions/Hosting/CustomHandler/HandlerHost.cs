using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Cli;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Triggers.EventGrid;
using Microsoft.AspNetCore.Hosting.Server;

namespace ClinSeek.Functions.Hosting.CustomHandler;

/// <summary>
/// The process as a custom handler of the Functions host. It listens before anything else is loaded, keeps nothing that it
/// could not lose, and is ended by a kill: nothing is drained. It never ends with 0, which the host would take for a wish
/// to be left alone, nor with 200, which it would take for one to be restarted.
/// </summary>
internal static class HandlerHost
{
    private static readonly string[] PortVariables = ["FUNCTIONS_CUSTOMHANDLER_PORT", "FUNCTIONS_HTTPWORKER_PORT"];

    /// <summary>Whether the Functions host started this process.</summary>
    public static bool IsAskedFor => Array.Exists(PortVariables, static name => Environment.GetEnvironmentVariable(name) is { Length: > 0 });

    /// <summary>Serves the host until the process is killed. Comes back only with a fault, and then not with 0.</summary>
    public static async Task<int> RunAsync()
    {
        try
        {
            using HandlerServer server = await HandlerServer.ListenAsync(ReadPort());
            IConfiguration configuration = OptionsReader.Configuration();
            await using WebApplication app = Build(server, OptionsReader.Read(configuration, null, null), configuration);
            await app.StartAsync();
            await RehearseAsync(app.Services);
            // Only now: an invocation that is cut off by a start that fails is lost.
            server.Open();
            using HostLock? folder = HandlerFolder.Claim(app.Services);
            await Task.Delay(Timeout.InfiniteTimeSpan);
            return ExitCodes.Failed;
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync("clinseek: " + (UserErrors.TryExplain(fault, out string message, out _) ? message : fault.ToString()));
            return ExitCodes.Failed;
        }
    }

    /// <summary>The application behind the port, composed and not yet started. Models, indexes and stores are opened by whoever first needs them.</summary>
    internal static WebApplication Build(HandlerServer server, ClinSeekOptions options, IConfiguration configuration)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // The host logs what stands on the error stream as errors, or as warnings where the line says so.
        builder.Logging.AddSimpleConsole(static console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Warning);
        builder.Services.AddSingleton<IServer>(server);
        builder.Services.AddSingleton<IHostLifetime, KilledLifetime>();
        builder.Services.AddHttpApi(options, configuration, hasEngine: false);
        builder.Services.Configure<CaseServiceOptions>(static cases => cases.EngineIsElsewhere = true);
        builder.Services.AddSingleton<IConfiguration>(configuration);
        builder.Services.AddSingleton<InvocationClients>();
        builder.Services.AddFhirEvents();
        builder.Services.AddFunctionsHost(CaseFunctions.Create(), CaseRegistrations.Create(), CaseHost.WorkerOptions);

        WebApplication app = builder.Build();
        app.UseFunctionsHost();
        // Here and not where the application would put it: before this, the address is a function's.
        app.UseRouting();
        app.UseProblems();
        app.UseInvocation();
        app.MapHttpApi("/" + CaseFunctions.RoutePrefix);
        return app;
    }

    // An opened case and a turn that calls a tool: what every case goes through.
    private static Task RehearseAsync(IServiceProvider services) => services.GetRequiredService<TurnRehearsal>().RunAsync(
        nameof(CaseOrchestrator),
        new CaseRun("rehearsal", CaseRun.CurrentFormat),
        [
            new CaseOpened(Steps: 1, DateTime.UnixEpoch, Tokens: null, TokensSpent: 0, SentBack: false, Rows: 0, Films: 0, Complete: true),
            new Thought(Decided: false, [new ThoughtCall(1, "ehr.load_ehr")], Tokens: 0, Digest: ""),
        ],
        CancellationToken.None);

    private static int ReadPort()
    {
        string text = PortVariables.Select(Environment.GetEnvironmentVariable).First(static value => value is { Length: > 0 })!;
        return ushort.TryParse(text, out ushort port)
            ? port
            : throw new UserErrorException($"{PortVariables[0]} is '{text}', which is no port. The Functions host sets it; unset it to run the local host.");
    }
}
