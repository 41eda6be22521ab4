using System.Text.Json.Serialization;

namespace ClinSeek.Evidence.Decisions;

/// <summary>A decision's answer in the form of its question, for programs. Holds PHI.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DifferentialAnswer), "differential")]
[JsonDerivedType(typeof(ChoiceAnswer), "choice")]
[JsonDerivedType(typeof(YesNoAnswer), "yesNo")]
[JsonDerivedType(typeof(ListAnswer), "list")]
[JsonDerivedType(typeof(TextAnswer), "text")]
public abstract record DecisionAnswer
{
    /// <summary>The names that it consists of, as a scorer of sets takes them; yes and no are names too.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The answer in one text, for people.</summary>
    public abstract string Show();
}
