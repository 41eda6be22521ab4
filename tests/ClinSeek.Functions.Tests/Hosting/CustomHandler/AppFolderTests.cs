using System.Text.Json;
using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Hosting.CustomHandler;
using ClinSeek.Functions.Tests.Architecture;
using ClinSeek.Functions.Tests.Cli;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Hosting.CustomHandler;

/// <summary>What is published for the Functions host.</summary>
public sealed class AppFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static JsonElement HostJson { get; } = Read(Path.Combine(Repository.Root, "host.json"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FunctionsCommand_Metadata_IsThatOfTheRegistrations()
    {
        ProgramResult result = await Cli.Program.EndAsync(Cli.Program.Start(_folder.Path, null, "functions", "--output", _folder["app"]));

        result.ExitCode.ShouldBe(0, result.Error);
        FunctionRegistry registry = CaseFunctions.Create();
        Directory.EnumerateFiles(_folder["app"], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder["app"], file))
            .ShouldBe(registry.Functions.Select(static function => Path.Combine(function.Name, "function.json")), ignoreOrder: true);
        foreach (FunctionDefinition function in registry.Functions)
        {
            Read(_folder[Path.Combine("app", function.Name, "function.json")]).GetProperty("bindings").EnumerateArray()
                .Select(static binding => $"{binding.GetProperty("name")} {binding.GetProperty("type")} {binding.GetProperty("direction")}")
                .ShouldBe(function.Bindings.Select(static binding => $"{binding.Name} {binding.Type} {(binding.IsOutput ? "out" : "in")}"));
        }
    }

    [Fact]
    public void Registrations_EveryDurableTask_IsAFunction()
    {
        FunctionRegistry functions = CaseFunctions.Create();
        Durable.DurableTaskRegistry tasks = CaseRegistrations.Create();

        functions.Functions.Where(static function => function.Kind == FunctionKind.Orchestrator).Select(static function => function.Name).ShouldBe(tasks.Orchestrators, ignoreOrder: true);
        functions.Functions.Where(static function => function.Kind == FunctionKind.Activity).Select(static function => function.Name).ShouldBe(tasks.Activities, ignoreOrder: true);
    }

    [Fact]
    public void Registrations_EveryAddress_NeedsAFunctionKey()
    {
        IEnumerable<FunctionBinding> triggers = CaseFunctions.Create().Functions.SelectMany(static function => function.Bindings).Where(static binding => binding.Type == "httpTrigger");

        triggers.ShouldNotBeEmpty();
        triggers.ShouldAllBe(static trigger => trigger.Settings.Contains(KeyValuePair.Create("authLevel", (object)"function")));
    }

    [Fact]
    public void HostJson_Handler_IsTheExecutableAndStreams()
    {
        JsonElement handler = HostJson.GetProperty("customHandler");

        handler.GetProperty("description").GetProperty("defaultExecutablePath").GetString().ShouldBe(typeof(CaseHost).Assembly.GetName().Name);
        handler.GetProperty("enableForwardingHttpRequest").GetBoolean().ShouldBeFalse();
        handler.GetProperty("enableProxyingHttpRequest").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void HostJson_Engine_KeepsNothingClinicalAndNoSessions()
    {
        JsonElement durable = HostJson.GetProperty("extensions").GetProperty("durableTask");

        durable.GetProperty("hubName").GetString().ShouldBe("%TASKHUB_NAME%");
        durable.GetProperty("extendedSessionsEnabled").GetBoolean().ShouldBeFalse();
        durable.GetProperty("storeInputsInOrchestrationHistory").GetBoolean().ShouldBeFalse();
        durable.GetProperty("tracing").GetProperty("traceInputsAndOutputs").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public void HostJson_Times_LeaveAnActivityItsDeadline()
    {
        TimeSpan functionTimeout = TimeSpan.Parse(HostJson.GetProperty("functionTimeout").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

        functionTimeout.ShouldBeGreaterThan(Activities.CaseActivity<object, object>.Deadline + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void HostJson_Routes_StayApartFromTheFunctionsOwnAddresses() =>
        HostJson.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString().ShouldBe(CaseFunctions.RoutePrefix);

    [Fact]
    public void HostJson_Bundle_IsPinned()
    {
        JsonElement bundle = HostJson.GetProperty("extensionBundle");

        bundle.GetProperty("id").GetString().ShouldBe("Microsoft.Azure.Functions.ExtensionBundle");
        bundle.GetProperty("version").GetString()!.ShouldMatch(@"^\[4\.\d+\.\d+, 5\.0\.0\)$");
    }

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;
}
