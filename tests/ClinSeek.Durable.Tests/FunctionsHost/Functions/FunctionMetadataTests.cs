using System.Text.Json;
using ClinSeek.Durable.FunctionsHost;

namespace ClinSeek.Durable.Tests.FunctionsHost.Functions;

public sealed class FunctionMetadataTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("clinseek-metadata-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Write_EveryKind_IsWhatTheContractAsksFor()
    {
        FunctionMetadata.Write(Registry(), folder);

        Bindings("Main").ShouldBe("""[{"name":"contextTrigger","type":"orchestrationTrigger","direction":"in"}]""");
        Bindings("Add").ShouldBe("""[{"name":"inputTrigger","type":"activityTrigger","direction":"in"}]""");
        Bindings("Start").ShouldBe("""[{"name":"req","type":"httpTrigger","direction":"in","authLevel":"function","methods":["post"],"route":"things"},{"name":"client","type":"durableClient","direction":"in"},{"name":"res","type":"http","direction":"out"}]""");
        Bindings("Rest").ShouldBe("""[{"name":"req","type":"httpTrigger","direction":"in","authLevel":"function","methods":["get","post"],"route":"{*path}"},{"name":"res","type":"http","direction":"out"}]""");
        Bindings("Sweep").ShouldBe("""[{"name":"timerTrigger","type":"timerTrigger","direction":"in","schedule":"0 * * * * *"},{"name":"client","type":"durableClient","direction":"in"}]""");
        Bindings("Grid").ShouldBe("""[{"name":"eventTrigger","type":"eventGridTrigger","direction":"in"},{"name":"client","type":"durableClient","direction":"in"}]""");
        Bindings("Queue").ShouldBe("""[{"name":"messageTrigger","type":"queueTrigger","direction":"in","queueName":"q","connection":"S"},{"name":"client","type":"durableClient","direction":"in"}]""");
        foreach (var function in Directory.EnumerateDirectories(folder))
            Directory.EnumerateFileSystemEntries(function).Select(Path.GetFileName).ShouldBe(["function.json"]);
    }

    [Fact]
    public void Write_Again_TakesAwayWhatIsNoMoreAndNothingElse()
    {
        FunctionMetadata.Write(Registry(), folder);
        Directory.CreateDirectory(Path.Combine(folder, "demo"));
        File.WriteAllText(Path.Combine(folder, "demo", "function.json.txt"), "");
        Directory.CreateDirectory(Path.Combine(folder, "empty"));

        FunctionMetadata.Write(new FunctionRegistry().AddProxy("Rest", "{*path}", "GET"), folder);

        Directory.EnumerateDirectories(folder).Select(Path.GetFileName).ShouldBe(["Rest", "demo", "empty"], ignoreOrder: true);
        Bindings("Rest").ShouldContain("""["get"]""");
    }

    [Fact]
    public void Write_FolderWithAnotherFile_IsRefused()
    {
        Directory.CreateDirectory(Path.Combine(folder, "Main"));
        File.WriteAllText(Path.Combine(folder, "Main", "index.js"), "");

        Should.Throw<IOException>(() => FunctionMetadata.Write(Registry(), folder)).Message.ShouldContain("holds more than function.json");
    }

    [Theory]
    [InlineData("1st")]
    [InlineData("")]
    [InlineData("../up")]
    [InlineData("with space")]
    [InlineData("@entity")]
    public void Add_NameThatNoFolderMayHave_IsRefused(string name) =>
        Should.Throw<ArgumentException>(() => new FunctionRegistry().AddProxy(name, "x", "GET"));

    [Fact]
    public void Add_SameNameInAnotherCase_IsRefused() =>
        Should.Throw<ArgumentException>(() => new FunctionRegistry().AddProxy("Main", "x", "GET").AddProxy("MAIN", "y", "GET"));

    [Fact]
    public void Find_AnyCase_IsTheFunction() => Registry().Find("mAIN")!.Kind.ShouldBe(FunctionKind.Orchestrator);

    private static FunctionRegistry Registry() => new FunctionRegistry()
        .AddDurable(new DurableTaskRegistry()
            .AddOrchestratorFunc<int>("Main", context => Task.FromResult(1))
            .AddActivityFunc<int, int>("Add", (_, number) => Task.FromResult(number + 1)))
        .AddHttp("Start", "things", "POST")
        .AddProxy("Rest", "{*path}", "GET", "POST")
        .AddTimer("Sweep", "0 * * * * *", (_, _) => Task.CompletedTask)
        .AddEventGrid("Grid", (_, _) => Task.CompletedTask)
        .AddQueue("Queue", "q", "S", (_, _) => Task.CompletedTask);

    private string Bindings(string function)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, function, "function.json")));
        return JsonSerializer.Serialize(document.RootElement.GetProperty("bindings"));
    }
}
