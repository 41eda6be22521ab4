using ClinSeek.Durable.Protocol;
using ClinSeek.Durable.Tests.Orchestration.Vectors.Scenarios;

namespace ClinSeek.Durable.Tests.Orchestration.Vectors;

/// <summary>Every recorded turn, uncached, cached and out of the Functions host's envelope: equal to the reference or different by name.</summary>
public sealed class VectorTests
{
    public static TheoryData<string, ReplayMode> Cases
    {
        get
        {
            var cases = new TheoryData<string, ReplayMode>();
            foreach (var scenario in VectorFile.Scenarios)
            {
                cases.Add(scenario, ReplayMode.Uncached);
                cases.Add(scenario, ReplayMode.Cached);
                cases.Add(scenario, ReplayMode.Enveloped);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Turns_RecordedHistory_AnswerAsTheReferenceOrDifferByName(string scenario, ReplayMode mode)
    {
        var vector = VectorFile.Load(scenario);
        var code = ScenarioCatalog.Get(scenario);
        var named = NamedDifferences.Find(scenario, mode);
        var runs = mode switch
        {
            ReplayMode.Cached => VectorReplay.Cached(code, vector.Turns),
            ReplayMode.Enveloped => vector.Turns.Select((turn, index) => (Func<OrchestratorResponse>)(() => VectorReplay.Enveloped(code.Registry(index), turn))),
            _ => vector.Turns.Select((turn, index) => (Func<OrchestratorResponse>)(() => VectorReplay.Uncached(code.Registry(index), turn))),
        };

        var turn = 0;
        foreach (var run in runs)
        {
            var isNamed = turn == named?.Turn;
            CheckTurn(turn, vector.Turns[turn].Response, run, isNamed ? named : null);
            if (isNamed && named!.EndsHistory)
                break;
            turn++;
        }
    }

    [Fact]
    public void Fixtures_AllScenarios_AreCovered()
    {
        VectorFile.Scenarios.Count().ShouldBe(75);
        NamedDifferences.All.Select(difference => difference.Scenario).Except(VectorFile.Scenarios).ShouldBeEmpty();
    }

    private static void CheckTurn(int turn, OrchestratorResponse? expected, Func<OrchestratorResponse> run, NamedDifference? named)
    {
        if (expected is null && named is null)
        {
            Should.Throw<InvalidOperationException>(() => run());
            return;
        }

        var actual = run();
        var differences = expected is null ? ["the reference threw"] : VectorComparer.Differences(turn, expected, actual).ToList();
        if (named is null)
        {
            string.Join('\n', differences).ShouldBeEmpty();
            return;
        }

        differences.ShouldNotBeEmpty(named.Reason);
        AnswerText.Of(actual).ShouldBe(named.Answer, named.Reason);
    }
}
