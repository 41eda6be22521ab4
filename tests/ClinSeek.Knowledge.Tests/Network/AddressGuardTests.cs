using System.Net;
using ClinSeek.Knowledge.Network;

namespace ClinSeek.Knowledge.Tests.Network;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    [InlineData("::127.0.0.1")]
    [InlineData("2001:db8::1")]
    public void IsPublic_AddressOfThisMachineOrItsNetwork_IsNot(string address) => AddressGuard.IsPublic(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("130.14.29.110")]
    [InlineData("2607:f220:41e:4290::110")]
    [InlineData("::ffff:8.8.8.8")]
    public void IsPublic_AddressOfTheInternet_Is(string address) => AddressGuard.IsPublic(IPAddress.Parse(address)).ShouldBeTrue();
}
