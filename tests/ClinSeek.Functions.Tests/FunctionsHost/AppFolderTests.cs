using System.Net;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Peers.FunctionsHost.Apps;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>The published folder holds everything that `func start` looks for, and its functions open to the right keys only.</summary>
[Collection(TrapCollection.Name)]
public sealed class AppFolderTests(TrapHost traps)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Published_Folder_HoldsWhatFuncStartNeeds()
    {
        AppFolder app = traps.App.Host.App;
        string executable = Path.Combine(app.Root, app.Settings.Executable);

        app.Settings.Executable.ShouldNotStartWith("./");
        File.Exists(executable).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(executable).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        }

        foreach (string library in (string[])["libonnxruntime.so", "libvips-cpp.so"])
        {
            File.Exists(Path.Combine(app.Root, library)).ShouldBeTrue(library);
        }

        File.Exists(Path.Combine(app.Root, "local.settings.json")).ShouldBeFalse("secrets are never published");
        app.Functions.Select(static function => function.Trigger.Type).ShouldContain("orchestrationTrigger");
        app.Functions.Select(static function => function.Trigger.Type).ShouldContain("activityTrigger");
        app.Functions.Select(static function => function.Trigger.Type).ShouldContain("httpTrigger");
        app.Functions.Select(static function => function.Trigger.Type).ShouldContain("timerTrigger");
        app.Functions.ShouldContain(static function => function.IsHttpInAndOut, "nothing could stream");
        app.Settings.EnableForwarding.ShouldBeFalse();
        app.Settings.EnableProxying.ShouldBeTrue();
        File.ReadAllText(Path.Combine(app.Root, "host.json")).ShouldContain("Microsoft.Azure.Functions.ExtensionBundle");
    }

    [Fact]
    public async Task Call_EveryRouteWithoutItsKey_Is401()
    {
        using var nobody = new HttpClient { BaseAddress = traps.App.Host.Address };
        foreach (string address in (string[])["api/cases", $"api/cases/{traps.CaseId}", $"api/cases/{traps.CaseId}/ledger", $"api/cases/{traps.CaseId}/progress"])
        {
            (await nobody.GetAsync(address, Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, address);
            (await nobody.GetAsync(address + "?code=wrong", Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, address);
            (await nobody.GetAsync(address + "?code=" + traps.App.Host.Keys.DurableSystem, Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, address);
        }

        (await nobody.PostAsync("api/cases", FunctionsApp.Body(new { patient = TrapHost.Patient }), Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await traps.App.Http.GetAsync("api/cases", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Watch_Case_StreamsItsStepsThroughTheProxy()
    {
        string stream = await traps.App.Http.GetStringAsync($"api/cases/{traps.CaseId}/progress", Stop);

        stream.ShouldStartWith("event: step");
        string events = await traps.App.Http.GetStringAsync($"api/cases/{traps.CaseId}/events", Stop);
        events.ShouldContain("id: 0\n");
        events.ShouldEndWith("id: end\n\n");
    }

    [Fact]
    public async Task Call_UnderTheAppsOwnName_IsServedToo()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/cases/{traps.CaseId}");
        request.Headers.Host = "clinseek-prod.azurewebsites.net";

        (await traps.App.Http.SendAsync(request, Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
