using System.Diagnostics;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Cli;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Models;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Functions.Tests.Testing;
using Asked = ClinSeek.Functions.Tests.Cli.Program;

namespace ClinSeek.Functions.Tests.Models;

/// <summary>What a model says, heard by a command that handed its question over to a host in another process.</summary>
public sealed class RemoteLiveAnswersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Watch_CaseOfAHostInAnotherProcess_HearsItsModelAsItSpeaks()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => ModelScript.Honest(request) with { Text = $"Now step {request.Step}.", Latency = TimeSpan.FromSeconds(request.Step == 1 ? 2 : 0.3) });
        var environment = new Dictionary<string, string>
        {
            ["Model__Endpoint"] = model.Endpoint.ToString(), ["Model__Name"] = ScriptedModel.ModelName, ["Model__Stream"] = "true",
        };
        using Process host = Asked.Start(_folder.Path, environment, "--data", _folder["data"], "--key-file", _folder["keys.json"]);
        try
        {
            await using CaseSession session = await HandedOverAsync();
            CaseAccepted accepted = await session.Cases.StartAsync(ProductHost.Request(SamplePatient.Id, SamplePatient.Write(_folder["record"]), SamplePatient.Cutoff), null, Stop);

            LivePiece[] heard = await session.Live.WatchAsync(accepted.Id, Stop).ToArrayAsync(Stop);

            heard.Select(static piece => piece.Text).ShouldBe(["Now step 1.", "Now step 2.", "Now step 3."]);
            heard.ShouldAllBe(static piece => piece.Ephemeral);
            (await session.Cases.GetAsync(accepted.Id, Stop))!.Status.ShouldBe(CaseStatus.Decided);
        }
        finally
        {
            host.Kill(entireProcessTree: true);
            await host.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>A session like that of <c>ask</c>, once the host has said where it is.</summary>
    private async Task<CaseSession> HandedOverAsync()
    {
        string address = _folder["data/host.json"];
        while (!File.Exists(address) || !(await File.ReadAllTextAsync(address, Stop)).Contains("http", StringComparison.Ordinal))
        {
            await Task.Delay(20, Stop);
        }

        CaseSession session = await Composition.OpenForWritingAsync(new CommonSettings(_folder["data"], _folder["keys.json"], Json: false), Stop);
        session.Handover.ShouldNotBeNull();
        return session;
    }
}
