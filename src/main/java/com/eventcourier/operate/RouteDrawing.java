package com.eventcourier.operate;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.xml.LwModelToXMLDumper;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * The routes as Hawtio draws them: the steps, without what happens on faults. Hawtio takes an error handler for a step that
 * comes from nowhere and then draws nothing at all, and Camel adds those of the whole courier to each route.
 */
final class RouteDrawing extends LwModelToXMLDumper {

    private static final Set<String> ON_FAULTS = Set.of("errorHandler", "onException");

    @Override
    public String dumpModelAsXml(
            CamelContext context, NamedNode model, boolean resolved, boolean generatedIds, boolean sourceLocation)
            throws Exception {
        return withoutFaults(super.dumpModelAsXml(context, model, resolved, generatedIds, sourceLocation));
    }

    static String withoutFaults(String xml) throws Exception {
        DocumentBuilderFactory reading = DocumentBuilderFactory.newInstance();
        reading.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        reading.setNamespaceAware(true);
        Document document = reading.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        drop(document.getDocumentElement());
        TransformerFactory writing = TransformerFactory.newInstance();
        writing.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        Transformer writer = writing.newTransformer();
        writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter text = new StringWriter();
        writer.transform(new DOMSource(document), new StreamResult(text));
        return text.toString();
    }

    private static void drop(Element element) {
        Node next = element.getFirstChild();
        while (next != null) {
            Node child = next;
            next = child.getNextSibling();
            if (child instanceof Element inner && ON_FAULTS.contains(inner.getLocalName())) {
                element.removeChild(inner);
            } else if (child instanceof Element inner) {
                drop(inner);
            }
        }
    }
}
