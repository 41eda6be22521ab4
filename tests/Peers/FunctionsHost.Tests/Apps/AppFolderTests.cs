using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Tests.Testing;

namespace ClinSeek.Peers.FunctionsHost.Tests.Apps;

public sealed class AppFolderTests
{
    [Fact]
    public void Load_ExtendedSessions_IsRefused()
    {
        using var app = new TemporaryApp(extensions: new { durableTask = new { extendedSessionsEnabled = true } });

        Should.Throw<AppFolderException>(() => AppFolder.Load(app.Path)).Message.ShouldContain("extendedSessionsEnabled");
    }

    [Fact]
    public void Load_SecondFileInAFunctionFolder_IsRefused()
    {
        using TemporaryApp app = new TemporaryApp().WithTimer("Tick");
        app.Write("Tick/run.txt", "");

        Should.Throw<AppFolderException>(() => AppFolder.Load(app.Path)).Message.ShouldContain("run.txt");
    }

    [Fact]
    public void Load_DurableNameWithAt_IsRefused()
    {
        using TemporaryApp app = new TemporaryApp().WithFunction("A", new { name = "inputTrigger", type = "activityTrigger", direction = "in", activity = "@A" });

        Should.Throw<AppFolderException>(() => AppFolder.Load(app.Path));
    }

    [Fact]
    public void Load_NamesThatDifferInCaseOnly_AreRefused()
    {
        using TemporaryApp app = new TemporaryApp().WithActivity("A").WithFunction("B", new { name = "inputTrigger", type = "activityTrigger", direction = "in", activity = "a" });

        Should.Throw<AppFolderException>(() => AppFolder.Load(app.Path));
    }

    [Fact]
    public void Load_NoExecutable_IsRefused()
    {
        using var app = new TemporaryApp(customHandler: new { description = new { } });

        Should.Throw<AppFolderException>(() => AppFolder.Load(app.Path)).Message.ShouldContain("defaultExecutablePath");
    }

    [Fact]
    public void IsHttpInAndOut_WithADurableClient_IsFalse()
    {
        object trigger = new { name = "req", type = "httpTrigger", direction = "in" };
        object output = new { name = "res", type = "http", direction = "out" };
        using TemporaryApp app = new TemporaryApp().WithFunction("Plain", trigger, output)
            .WithFunction("WithClient", trigger, new { name = "client", type = "durableClient", direction = "in" }, output);

        AppFolder.Load(app.Path).Functions.Select(static function => (function.Name, function.IsHttpInAndOut)).ShouldBe([("Plain", true), ("WithClient", false)]);
    }
}
