using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Gateway.Tests.Session;

namespace Gateway.Tests.Harness;

/// <summary>STRAT1, over TLS where the port speaks it: an order and its cancel, again and again.</summary>
sealed class Trader : IDisposable
{
    readonly StrategyClient _words;
    readonly TcpClient _socket = new();
    readonly Stream _stream;
    string _text = "";

    internal Trader(RunningGateway gateway, TestCertificates? house)
    {
        _words = new StrategyClient(gateway.Fix); // Only for its words.
        _socket.Connect(gateway.Fix);
        _stream = _socket.GetStream();
        _stream.ReadTimeout = Patience.Millis;
        if (house is not null)
        {
            var encrypted = new SslStream(_stream);
            encrypted.AuthenticateAsClient(new SslClientAuthenticationOptions { TargetHost = "gateway.example", CertificateChainPolicy = house.Policy });
            _stream = encrypted;
        }

        Say("A", "98=0|108=0|141=Y|");
        Await("|35=A|");
    }

    /// <summary>Returns once the order and its cancel are answered, whatever the answers are: somebody else may have traded with it.</summary>
    internal void Trade(string id)
    {
        Say("D", SessionFixture.Order(id));
        Await($"|11={id}|");
        Say("F", $"11=c{id}|41={id}|55=AAPL|54=1|60=20260101-00:00:00|");
        Await($"|11=c{id}|");
    }

    void Say(string type, string body) => _stream.Write(Encoding.Latin1.GetBytes(_words.Message(type, _words.Next++, body).Replace('|', '\u0001')));

    // Until a message that holds these fields; those before it are passed over.
    void Await(string fields)
    {
        var buffer = new byte[4096];
        while (true)
        {
            int end;
            while ((end = _text.IndexOf("|10=", StringComparison.Ordinal)) >= 0 && end + 8 <= _text.Length)
            {
                var message = _text[..(end + 8)];
                _text = _text[(end + 8)..];
                if (message.Contains(fields, StringComparison.Ordinal)) return;
            }

            var count = _stream.Read(buffer);
            Assert.True(count > 0, $"The trader was cut off before {fields}.");
            _text += Encoding.Latin1.GetString(buffer, 0, count).Replace('\u0001', '|');
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
        _words.Dispose();
    }
}
