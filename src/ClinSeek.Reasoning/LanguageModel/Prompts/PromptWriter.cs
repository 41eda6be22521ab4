using ClinSeek.Reasoning.LanguageModel.Dialects;
using ClinSeek.Reasoning.LanguageModel.Loop;
using ClinSeek.Reasoning.Safety;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel.Prompts;

/// <summary>
/// Writes a case file as messages: rules, the case in short, then the recent turns with their results under the provider's
/// ids. What does not fit into the model's context is shortened, oldest first; evidence ids never are.
/// </summary>
internal sealed class PromptWriter(LanguageModelOptions options)
{
    /// <summary>The version of the prompts; it goes into the ledger with the reasoner's version.</summary>
    public const string Version = "3";

    private const int LeastCharacters = 6_000;
    private const int CharactersOfAnImage = 6_000;
    private const double Safety = 0.9;

    private const string Rules = $"""
        You seek evidence about one patient to answer a clinical question. This is research software, not a medical device.
        Keep explicit hypotheses: propose the plausible ones first, then let evidence raise or lower them with update_hypotheses. Look for what would contradict the leading one. Whenever evidence has come in, say what it does to them before you go on.
        Use the tools to read the record, the films and the knowledge base. Call several tools at once where they do not depend on each other. Do not repeat a call that was answered. Never call a tool whose precondition is not met.
        Missing is not negative: an empty result never shows that something is absent.
        Evidence is named by ids such as e2.1 (step, call). Cite them, and copy quotes literally. Passages of a knowledge page may be cited as 【cursor†L3-L5】 too.
        {EvidenceFence.Rule}
        End with finish: an answer, or an abstention that says what is missing.
        """;

    /// <summary>The messages of a turn.</summary>
    /// <param name="file">The case.</param>
    /// <param name="pictures">The films that the model is shown.</param>
    /// <param name="most">The most characters, where the provider refused a longer prompt.</param>
    public Prompt Write(CaseFile file, IReadOnlyList<FilmPicture> pictures, int most = int.MaxValue)
    {
        IReadOnlyList<AIFunctionDeclaration> tools = OfferedTools.Of(file, options.Profile);
        (string digest, int toolCharacters) = OfferedTools.Measure(tools);
        bool native = options.Profile.Dialect == ToolCallDialect.Native;
        string rules = native ? Rules : Rules + "\n\n" + DialectWriter.Instruction(options.Profile.Dialect, tools);
        int room = Math.Min(Room(file), most) - rules.Length - (native ? toolCharacters : 0) - (pictures.Count * CharactersOfAnImage);

        var plan = SeekPlan.For(file, options.Profile);
        (string text, TurnHistory turns) = Fit(file, plan, pictures.Count, room);
        List<AIContent> contents = [new TextContent(text), .. pictures.Select(static picture => new DataContent(picture.Content, picture.MediaType) { Name = picture.Study })];
        List<ChatMessage> messages = [new(ChatRole.System, rules), new(ChatRole.User, contents)];
        turns.Append(messages, options.Profile);
        return new Prompt(messages, native ? tools : [], digest, native ? toolCharacters : 0);
    }

    /// <summary>The longest case file that leaves room for the turns; the shortest where none does.</summary>
    private (string Text, TurnHistory Turns) Fit(CaseFile file, SeekPlan plan, int images, int room)
    {
        for (int brevity = 0; ; brevity++)
        {
            string bare = CaseFileText.Write(file, plan, images, new HashSet<int>(), brevity);
            if (bare.Length <= room * 2 / 3 || brevity == 2)
            {
                var turns = new TurnHistory(file, options, Math.Max(0, room - bare.Length));
                return (CaseFileText.Write(file, plan, images, turns.Steps, brevity), turns);
            }
        }
    }

    private int Room(CaseFile file)
    {
        int answer = options.Profile.MaxOutputTokens ?? options.Profile.ContextTokens / 4;
        double characters = (options.Profile.ContextTokens - answer) * TokenEstimate.CharactersPerToken(file) * Safety;
        return Math.Max(LeastCharacters, (int)Math.Min(int.MaxValue, characters));
    }
}
