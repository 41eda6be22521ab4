namespace ClinSeek.Durable.Tests.Orchestration.Vectors.Scenarios;

/// <summary>Hand-made histories around activities.</summary>
internal static class HandActivityScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        Hello("hand_activity_name_case_differs"),
        Hello("hand_generic_and_history_state_events"),
        Hello("hand_execution_rewound_event"),
        Hello("hand_split_decision_fake_timer"),
        Hello("hand_extended_session_history_missing"),
        Hello("hand_no_execution_started"),
        Hello("hand_terminate_with_open_task"),
        Hello("hand_completed_while_suspended_holds"),
        TwoCalls("hand_duplicate_task_completed"),
        TwoCalls("hand_task_completed_unknown_id"),
        Scenario.Single("hand_bad_activity_result_json", context => context.CallActivityAsync<int>("A")),
        Scenario.Single<int, int>("hand_bad_input_json", (_, input) => Task.FromResult(input)),
        Scenario.Single("hand_empty_string_results", async context => await context.CallActivityAsync<string?>("A") is null ? "was null" : "was not null"),
        Scenario.Single("hand_newguid_fixed", async context =>
        {
            var guids = new List<Guid> { context.NewGuid(), context.NewGuid(), context.NewGuid() };
            await context.CallActivityAsync<string>("A");
            guids.Add(context.NewGuid());
            context.SetCustomStatus(guids);
            return await context.CallSubOrchestratorAsync<string>("Child");
        }),
    ];

    private static Scenario Hello(string name) => Scenario.Single(name, context => context.CallActivityAsync<string>("Hello", "in"));

    private static Scenario TwoCalls(string name) => Scenario.Single(name, async context =>
    {
        var first = await context.CallActivityAsync<string>("A", 1);
        return first + await context.CallActivityAsync<string>("B", 2);
    });
}
