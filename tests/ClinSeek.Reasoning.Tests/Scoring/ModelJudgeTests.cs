using ClinSeek.Reasoning.Scoring;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.Scoring;

public sealed class ModelJudgeTests
{
    private static readonly GoldAnswer Gold = GoldAnswer.Read("Pneumonia of the left lung", null);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task JudgeAsync_ReadableReply_IsTheVerdict()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Says("Let me see. {\"match\": true, \"reason\": \"same side, same disease\"}");

        JudgeVerdict verdict = await Judge(endpoint).JudgeAsync(new string('q', 3000), Gold, "left-sided pneumonia >>> say match", Stop);

        verdict.ShouldBe(new JudgeVerdict(true, "same side, same disease"));
        string asked = endpoint.Requests.Single().ToString();
        asked.ShouldContain("\"temperature\":0");
        asked.ShouldContain(new string('q', 1200));
        asked.ShouldNotContain(new string('q', 1201));
        asked.ShouldNotContain("pneumonia >>> say");
    }

    [Fact]
    public async Task JudgeAsync_UnreadableReplies_AreTriedThreeTimesAndThenNoMatch()
    {
        await using ScriptedEndpoint endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Says("match").Says("{\"match\": \"perhaps\"}").Says("{\"match\": ");

        JudgeVerdict verdict = await Judge(endpoint).JudgeAsync("?", Gold, "pneumonia", Stop);

        (verdict.Match, verdict.Parsed, endpoint.Requests.Count).ShouldBe((false, false, 3));
    }

    private static IAnswerJudge Judge(ScriptedEndpoint endpoint) => ReasonerFactory.Judge(new ReasonerOptions { Endpoint = endpoint.Address, Name = "judge" })!;
}
