namespace ClinSeek.Reasoning.LanguageModel.Prompts;

/// <summary>How many characters make a token for this model and this case: what the provider counted, else a cautious guess.</summary>
internal static class TokenEstimate
{
    private const double Guess = 3.5;
    private const double Fewest = 1.5;
    private const double Most = 6;

    /// <summary>Characters a token, from the latest turn whose figures the provider gave.</summary>
    public static double CharactersPerToken(CaseFile file) => file.Steps
        .Select(static step => step.Turn)
        .LastOrDefault(static turn => turn is { Usage.InputTokens: > 0, PromptCharacters: > 0 }) is { } counted
            ? Math.Clamp((double)counted.PromptCharacters!.Value / counted.Usage!.InputTokens!.Value, Fewest, Most)
            : Guess;
}
