using System.Globalization;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Cases;

/// <summary>What the ledger says in the clear of a step: who took it, and what its model used and cost. What the provider did not say is left out: unknown is not zero.</summary>
internal static class StepFacts
{
    public static List<(string Name, string Value)> Of(ReasonerTurn turn, int calls)
    {
        List<(string, string)> facts = [(LedgerFacts.Calls, Text(calls)), (LedgerFacts.Reasoner, turn.Reasoner)];
        if (turn.Usage is { } usage)
        {
            facts.Add((LedgerFacts.Model, usage.Model));
            facts.AddRange(usage.InputTokens is { } input ? [(LedgerFacts.InputTokens, Text(input))] : []);
            facts.AddRange(usage.OutputTokens is { } output ? [(LedgerFacts.OutputTokens, Text(output))] : []);
            facts.AddRange(usage.Cost is { } cost ? [(LedgerFacts.Cost, cost.ToString("0.000000", CultureInfo.InvariantCulture))] : []);
        }

        return facts;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
