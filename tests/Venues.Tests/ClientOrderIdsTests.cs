using FsCheck;
using FsCheck.Fluent;
using System.Text;

namespace Gateway.Venues.Tests;

public sealed class ClientOrderIdsTests
{
    [Fact]
    public void What_is_minted_reads_back()
        => Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), ArbMap.Default.ArbFor<NonNegativeInt>(), (order, revision) =>
        {
            var ids = new ClientOrderIds("Lab_7");
            var id = ids.Mint(order.Get * 1_000_003L, revision.Get)!;
            return ids.TryParse(Encoding.ASCII.GetBytes(id), out var orderId, out var read)
                   && orderId == order.Get * 1_000_003L && read == revision.Get
                   && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("GLab_8-1-0")]
    [InlineData("GLab_7-1")]
    [InlineData("GLab_7--1-0")]
    [InlineData("GLab_7-1-")]
    [InlineData("GLab_7-1-0x")]
    [InlineData("GLab_7-99999999999999999999-0")]
    [InlineData("")]
    [InlineData("web_0123456789012345678901234567890123456789")]
    public void Foreign_ids_are_not_ours(string id)
    {
        Assert.False(new ClientOrderIds("Lab_7").TryParse(id.AsSpan(), out _, out _));
        Assert.False(new ClientOrderIds("Lab_7").TryParse(Encoding.ASCII.GetBytes(id), out _, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("123456789")]
    [InlineData("a-b")]
    public void A_bad_mark_is_refused(string installation) => Assert.Throws<ArgumentException>(() => new ClientOrderIds(installation));

    [Fact]
    public void An_id_too_long_for_an_exchange_is_not_minted() => Assert.Null(new ClientOrderIds("12345678").Mint(long.MaxValue, int.MaxValue));
}
