using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ClinSeek.Peers.FunctionsHost.Tests.Testing;

/// <summary>
/// A handler process that does what its environment says: starts slowly, ends with a code when its function <c>Exit</c> is called,
/// and shows how it was started.
/// </summary>
internal static class SmallHandler
{
    public const string StartDelay = "SMALL_HANDLER_DELAY";

    public const string ExitCode = "SMALL_HANDLER_EXIT";

    public static async Task<int> RunAsync(string port, string[] args)
    {
        await Task.Delay(int.Parse(Environment.GetEnvironmentVariable(StartDelay) ?? "0", CultureInfo.InvariantCulture));
        int exit = int.Parse(Environment.GetEnvironmentVariable(ExitCode) ?? "0", CultureInfo.InvariantCulture);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture)));
        WebApplication app = builder.Build();
        app.MapPost("/Exit", () => Environment.Exit(exit));
        app.MapPost("/Hang", static (HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        app.MapPost("/Start", () => Results.Json(new
        {
            ReturnValue = new
            {
                args,
                folder = Environment.CurrentDirectory,
                root = Environment.GetEnvironmentVariable("FUNCTIONS_APP_ROOT_PATH"),
                twin = Environment.GetEnvironmentVariable("FUNCTIONS_HTTPWORKER_PORT"),
                setting = Environment.GetEnvironmentVariable("A_SETTING"),
                local = Environment.GetEnvironmentVariable("A_LOCAL_SETTING"),
            },
        }));
        Console.WriteLine("small handler starts");
        await app.RunAsync();
        return 0;
    }
}
