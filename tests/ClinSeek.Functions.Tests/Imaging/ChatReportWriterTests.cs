using ClinSeek.Functions.Imaging;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Imaging.Tools;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Tests.Imaging;

/// <summary>The writer of reports against an endpoint that plays good, broken and absent.</summary>
public sealed class ChatReportWriterTests
{
    private static readonly byte[] Picture = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_Answer_IsTheReportAndThePictureWentAlong()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static _ => ModelReply.Call(("write_report", new { findings = "Clear lungs.", impression = "Nothing." })));

        WrittenReport? report = await Writer(model.Endpoint).WriteAsync(Picture, "Effusion below", Stop);

        report.ShouldBe(new WrittenReport("Clear lungs.", "Nothing."));
        string body = model.Bodies.ShouldHaveSingleItem();
        body.ShouldContain("data:image/png;base64," + Convert.ToBase64String(Picture));
        body.ShouldContain("Effusion below");
    }

    [Fact]
    public async Task Write_CallWithoutItsTexts_IsNoReport()
    {
        await using ScriptedModel model = await ScriptedModel.StartAsync(static request => request.Number switch
        {
            1 => ModelReply.Call(("write_report", new { findings = " ", impression = 3 })),
            2 => ModelReply.Call(("something_else", new { findings = "a", impression = "b" })),
            3 => ModelReply.Call(),
            _ => ModelReply.Refuse(500, 1),
        });

        for (int request = 0; request < 4; request++) (await Writer(model.Endpoint).WriteAsync(Picture, "", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Write_NobodyThere_IsNoReport() =>
        (await Writer(ScriptedModel.At(ScriptedModel.FreePort())).WriteAsync(Picture, "", Stop)).ShouldBeNull();

    [Fact]
    public async Task Write_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await Writer(ScriptedModel.At(ScriptedModel.FreePort())).WriteAsync(Picture, "", cancelled.Token));
    }

    private static ChatReportWriter Writer(Uri endpoint) => new(
        ReasonerFactory.Client(new ReasonerOptions { Endpoint = endpoint.ToString(), Name = ScriptedModel.ModelName, Timeout = TimeSpan.FromSeconds(30) }, null), ScriptedModel.ModelName);
}
