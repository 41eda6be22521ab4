using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>The two tools by which a model states hypotheses and ends a case.</summary>
internal static class StructuredTools
{
    public const string UpdateHypotheses = "update_hypotheses";

    public const string Finish = "finish";

    /// <summary>Whether a call means to end the case: models trained on the reference system's trajectories write its own name.</summary>
    public static bool IsFinish(string name) => name is Finish or "ehr.finish" or "ehr_finish";

    /// <summary>Whether a call states hypotheses, with or without a namespace that a model put before it.</summary>
    public static bool IsUpdate(string name) => name is UpdateHypotheses or "ehr.update_hypotheses" or "ehr_update_hypotheses";

    /// <summary>Hypotheses are stated through this tool, never in free text.</summary>
    public static AIFunctionDeclaration Hypotheses { get; } = new SchemaDeclaration(
        UpdateHypotheses,
        "Record what the evidence did to your hypotheses: propose, support, refute or retire them. Weights are your own, 0 to 1. Supporting and refuting name the evidence ids that moved them.",
        """
        {"type":"object","properties":{"changes":{"type":"array","items":{"type":"object","properties":{
        "hypothesis":{"type":"string","description":"a stable key such as pulmonary_embolism"},
        "kind":{"type":"string","enum":["proposed","supported","refuted","retired"]},
        "name":{"type":"string","description":"the name shown to people"},
        "weight":{"type":"number","minimum":0,"maximum":1},
        "evidence":{"type":"array","items":{"type":"string"},"description":"evidence ids such as e2.0"},
        "reason":{"type":"string"}},"required":["hypothesis","kind","weight"]}},
        "considered":{"type":"array","items":{"type":"string"},"description":"ids of new evidence that changes nothing"},
        "open_questions":{"type":"array","items":{"type":"string"},"description":"what is still to be found out; replaces the list of before"}},"required":["changes"]}
        """);

    /// <summary>Ends the case with an answer or an abstention.</summary>
    public static AIFunctionDeclaration Ending { get; } = new SchemaDeclaration(
        Finish,
        "End the case. Give an answer, or an abstention saying what is missing. Every claim cites evidence ids with text copied literally from that evidence; numbers of a claim stand in its quotes or inside (computed: ...).",
        """
        {"type":"object","properties":{
        "answer":{"type":["string","null"],"description":"where candidates were given, a candidate's exact text; several separated by a line"},
        "abstention":{"type":["string","null"]},
        "risk":{"type":["number","string","null"],"description":"only where the question wants yes or no: how probable it is that what is asked about is or happens, as a share such as 0.12, a percentage such as \"12 %\" or a range of these; your own number, or one that evidence states, then with risk_citation"},
        "risk_citation":{"type":["object","null"],"properties":{"evidence":{"type":"string"},"quote":{"type":"string"}},"description":"where evidence states the risk, with the words copied literally; leave it out where the number is your own"},
        "claims":{"type":"array","items":{"type":"object","properties":{"text":{"type":"string"},
        "citations":{"type":"array","items":{"type":"object","properties":{"evidence":{"type":"string"},"quote":{"type":"string"}},"required":["evidence","quote"]}}},"required":["text","citations"]}},
        "would_change":{"type":"array","items":{"type":"string"}},
        "caveats":{"type":"array","items":{"type":"string"}}}}
        """);
}
