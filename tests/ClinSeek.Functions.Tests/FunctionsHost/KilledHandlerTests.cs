using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ClinSeek.Durable.Protocol;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Peers.FunctionsHost;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>What the host does to its handler, and the handler to its host. The numbers are those of the contract's list of pitfalls.</summary>
public sealed class KilledHandlerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Trap02_HandlerThatDiesInATurn_FailsTheInstanceAndNotTheCase()
    {
        var script = new HostScript();
        await using FunctionsApp app = await FunctionsApp.StartAsync(_folder.Path, script);
        int turns = 0;
        script.During = invocation =>
        {
            if (invocation.Function == TrapHost.Orchestrator && Interlocked.Increment(ref turns) == 6)
            {
                app.Host.Handler.Kill();
            }

            return Task.CompletedTask;
        };

        string id = await app.StartCaseAsync(TrapHost.Patient);
        JsonElement view = await app.EndAsync(id, sweep: true);

        app.Host.Hub.Find(id)!.Status.ShouldBe(OrchestrationStatus.Failed);
        (await app.Host.Hub.WaitForEndAsync(id + "-r1", Stop)).Status.ShouldBe(OrchestrationStatus.Completed);
        view.GetProperty("caseId").GetString().ShouldBe(id);
        view.GetProperty("status").GetString().ShouldBe("decided");
        await ShouldHaveNoStepTwiceAsync(id);
    }

    [Fact]
    public async Task Trap09_HandlerThatCannotServe_NeverEndsWithAnExitCodeThatMeansSomethingElse()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        (await ExitAsync("no-port", kill: false)).ShouldNotBeOneOf(0, 200);
        (await ExitAsync(port, kill: false)).ShouldNotBeOneOf(0, 200);
        taken.Stop();
        (await ExitAsync(port, kill: true)).ShouldNotBeOneOf(0, 200);
    }

    private async Task<int> ExitAsync(string port, bool kill)
    {
        string folder = await PublishedApp.FolderAsync();
        var start = new ProcessStartInfo(Path.Combine(folder, "ClinSeek.Functions")) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port;
        start.Environment["ClinSeek__Data"] = _folder["data"];
        start.Environment["ClinSeek__KeyFile"] = _folder["keys.json"];
        using Process process = Process.Start(start)!;
        if (kill)
        {
            await AnsweredAsync(port);
            Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]).Dispose();
        }

        await process.WaitForExitAsync(Stop);
        return process.ExitCode;
    }

    private static async Task AnsweredAsync(string port)
    {
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync($"http://127.0.0.1:{port}/", Stop);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(25, Stop);
            }
        }
    }

    private async Task ShouldHaveNoStepTwiceAsync(string id)
    {
        await using ProductHost reader = ProductHost.Read(_folder.Path);
        CaseLedger ledger = await reader.Get<ILedgerStore>().ReadAsync(CaseId.Parse(id), Stop);
        int[] steps = [.. ledger.Entries.Select(static recorded => recorded.Entry.Body.Step).OfType<int>()];
        steps.ShouldBe(Enumerable.Range(0, steps.Length));
    }
}
