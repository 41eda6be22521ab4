using System.Text.Json;
using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Evidence.Tests.Decisions;

public sealed class DecisionTests
{
    [Fact]
    public void Json_Abstention_ComesBackAsItWas()
    {
        var abstention = new Decision { Answer = null, Abstention = "Too little is known." };

        string json = JsonSerializer.Serialize(abstention, EvidenceJson.Options);

        json.ShouldContain("\"answer\":null");
        Decision? read = JsonSerializer.Deserialize<Decision>(json, EvidenceJson.Options);
        read!.Answer.ShouldBeNull();
        read.Abstention.ShouldBe(abstention.Abstention);
    }
}
