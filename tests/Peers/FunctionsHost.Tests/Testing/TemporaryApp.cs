using System.Text.Json;

namespace ClinSeek.Peers.FunctionsHost.Tests.Testing;

/// <summary>An app folder for one test.</summary>
internal sealed class TemporaryApp : IDisposable
{
    public TemporaryApp(object? customHandler = null, object? extensions = null, string? functionTimeout = null)
    {
        Directory.CreateDirectory(Path);
        Write("host.json", new
        {
            version = "2.0",
            functionTimeout = functionTimeout ?? "00:05:00",
            customHandler = customHandler ?? Handler(),
            extensions = extensions ?? new { durableTask = new { hubName = "SmallHub" } },
        });
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "functions-host-" + Guid.NewGuid().ToString("N"));

    /// <summary>The handler that is this test program.</summary>
    public static object Handler(params string[] arguments) => new
    {
        description = new { defaultExecutablePath = "dotnet", arguments = (string[])[$"\"{typeof(TemporaryApp).Assembly.Location}\"", .. arguments] },
    };

    public TemporaryApp WithFunction(string name, params object[] bindings)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, name));
        Write(System.IO.Path.Combine(name, "function.json"), new { bindings });
        return this;
    }

    public TemporaryApp WithOrchestrator(string name) => WithFunction(name, new { name = "contextTrigger", type = "orchestrationTrigger", direction = "in" });

    public TemporaryApp WithActivity(string name, string parameter = "inputTrigger") => WithFunction(name, new { name = parameter, type = "activityTrigger", direction = "in" });

    public TemporaryApp WithTimer(string name) => WithFunction(name, new { name = "timer", type = "timerTrigger", direction = "in", schedule = "0 */5 * * * *" });

    public void Write(string file, object content) => File.WriteAllText(System.IO.Path.Combine(Path, file), JsonSerializer.Serialize(content));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
