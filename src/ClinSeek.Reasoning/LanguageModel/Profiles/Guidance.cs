namespace ClinSeek.Reasoning.LanguageModel.Profiles;

/// <summary>How much a model is led.</summary>
public enum Guidance
{
    /// <summary>It decides order, depth and end by itself.</summary>
    Free,

    /// <summary>It is shown a plan, and at which point of it the case stands.</summary>
    Plan,

    /// <summary>The plan's first look-ups are made for it, without a model call; then it seeks on from there by the plan.</summary>
    Hybrid,
}
